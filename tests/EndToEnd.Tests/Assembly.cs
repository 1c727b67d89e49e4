using ThermalPortal.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
