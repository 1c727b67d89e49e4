using ThermalPortal.Web.Tests;

[assembly: AssemblyFixture(typeof(PortalFixture))]
