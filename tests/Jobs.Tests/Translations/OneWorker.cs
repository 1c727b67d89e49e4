namespace ThermalPortal.Jobs.Tests.Translations;

/// <summary>One portal with one worker for all tests of a class; each test has a model of its own.</summary>
public sealed class OneWorker(PostgresFixture postgres) : IAsyncLifetime
{
    internal WorkedPortal Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Portal = await WorkedPortal.CreateAsync(postgres);
        Portal.StartWorker();
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
