# Two stages: the first installs the locked dependencies, the second carries only what runs. "make image" builds it.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt .
# The base's own pip installs into an environment that has none; byte code is made once, here, for a root nobody writes to.
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --no-compile --require-hashes -r requirements.txt \
    && python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app entente \
    && install -d -o entente -g entente /app /app/data
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY pyproject.toml LICENSE README.md ./
COPY bot bot
COPY facts facts
COPY feeds feeds
COPY handlers handlers
COPY sandbox sandbox
COPY seeds seeds
COPY store store
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash bot facts feeds handlers sandbox seeds store
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ENTENTE_METRICS_PORT=9464
USER 10001
VOLUME /app/data
# The running process answers, and bash asks (its manual, "REDIRECTIONS"): no interpreter is started for it.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["bash", "-c", "exec 3<>\"/dev/tcp/${ENTENTE_METRICS_ADDRESS:-127.0.0.1}/${ENTENTE_METRICS_PORT:-9464}\" && printf 'GET /live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 5 _ status _ <&3 && [ \"$status\" = 200 ]"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
