FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates dotnet-sdk-10.0 nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN dotnet publish Web -c Release -o /app && rm -rf /app/worker

FROM ubuntu:26.04
RUN apt-get update && apt-get install -y --no-install-recommends aspnetcore-runtime-10.0 && rm -rf /var/lib/apt/lists/* && useradd --create-home portal && mkdir /data && chown portal /data
WORKDIR /app
COPY --from=build /app .
USER portal
EXPOSE 5080
ENTRYPOINT ["dotnet", "ThermalPortal.Web.dll"]
