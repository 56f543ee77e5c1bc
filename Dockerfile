# `attributed` as an image: the locked packages on a slim Python, run by a user of its own.
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir --root-user-action=ignore uv==0.13.9
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY attributed attributed
COPY api api
COPY graph graph
COPY loaders loaders
COPY schema schema
# The lock as constraints: its versions and hashes, of those packages only that run the product.
RUN uv venv /opt/attributed \
    && uv pip install --no-cache --python /opt/attributed/bin/python \
        --constraints requirements.lock --build-constraints requirements.lock .

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home attributed
COPY --from=build /opt/attributed /opt/attributed
ENV PATH="/opt/attributed/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    ATTRIBUTED_STORE=/data/store \
    ATTRIBUTED_HOST=0.0.0.0
USER attributed
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["attributed"]
CMD ["serve"]
