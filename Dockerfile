# Two stages: the first installs the locked dependencies, the second carries only what runs.
FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-compile --require-hashes -r requirements.txt

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
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
VOLUME /app/data
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "check", "--running"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
