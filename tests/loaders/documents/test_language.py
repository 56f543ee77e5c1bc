"""The language of a text, as far as it can be told."""

from __future__ import annotations

import pytest

from attributed.loaders.documents.language import is_read, language

TEXTS = {
    "en": "The ministry said on Tuesday that the attack on the parliament was the work of a group called APT28.",
    "de": "Das Ministerium teilte am Dienstag mit, dass der Angriff auf das Parlament von der Gruppe APT28 stammt.",
    "fr": "Le ministère a déclaré mardi que l'attaque contre le parlement est l'œuvre du groupe APT28 et de la Russie.",
    "es": "El ministerio dijo el martes que el ataque contra el parlamento fue obra de un grupo llamado APT28.",
    "nl": "Het ministerie zei dinsdag dat de aanval op het parlement het werk is van een groep met de naam APT28.",
    "pl": "Ministerstwo podało we wtorek, że atak na parlament jest dziełem grupy APT28, która działa na zlecenie GRU "
    "i od lat atakuje także inne instytucje w Polsce oraz za granicą.",
    "cs": "Ministerstvo v úterý uvedlo, že útok na parlament je dílem skupiny APT28, které se připisují také další "
    "útoky na instituce v zemi, a že se nejedná o první případ.",
    "ru": "Министерство сообщило во вторник, что атака на парламент была делом группы APT28.",
    "uk": "Міністерство повідомило у вівторок, що атака на парламент є справою групи APT28 та її помічників.",
    "zh": "外交部发言人周二表示,中方坚决反对任何形式的网络攻击。",
    "ja": "外務省は火曜日、議会への攻撃はAPT28によるものだと発表した。",
    "ko": "외교부는 화요일 국회에 대한 공격이 APT28의 소행이라고 밝혔다.",
    "fa": "وزارت امور خارجه روز سه‌شنبه اعلام کرد که این حمله کار گروهی به نام APT28 بوده است.",
    "el": "Το υπουργείο δήλωσε την Τρίτη ότι η επίθεση στο κοινοβούλιο ήταν έργο της ομάδας APT28.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_it_is_told_by_script_or_small_words(code: str) -> None:
    assert language(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text", ["", "APT28", "APT28 GRU Unit 26165 Berlin Moscow Kyiv Paris Rome Vienna Oslo Riga Bern"]
)
def test_what_cannot_be_told_is_left_open(text: str) -> None:
    assert language(text) is None


def test_only_english_is_read_and_what_is_unknown_may_be_english() -> None:
    assert [is_read(code) for code in ("en", "en-GB", "English", None, "de", "zh-Hans")] == [True] * 4 + [False] * 2
