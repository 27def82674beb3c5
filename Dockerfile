# docker build -t zdm . && docker run --rm -v "$PWD/migrations:/migrations" -e ZDM_POSTGRES_URL zdm plan 01_first.json
FROM debian:12 AS build
WORKDIR /src
COPY . .
RUN ./dev package

FROM debian:12-slim
COPY --from=build /src/build/packages/zdm_*.deb /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends /tmp/zdm_*.deb \
 && rm -rf /tmp/zdm_*.deb /var/lib/apt/lists/*
USER nobody
WORKDIR /migrations
ENTRYPOINT ["zdm"]
