using ThermalPortal.Web.Hosting;

namespace ThermalPortal.Web.Tests.Hosting;

public sealed class WorkerLocationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("worker-location").FullName;

    [Fact]
    public void Find_Nothing_AnswersNull() => Assert.Null(WorkerLocation.Find(null, _folder));

    [Fact]
    public void Find_BuiltBeside_FollowsTheNote()
    {
        Touch("jobs/ThermalPortal.Jobs.dll");
        Directory.CreateDirectory(Path.Combine(_folder, "web"));
        File.WriteAllText(Path.Combine(_folder, "web", "worker.path"), "../jobs/ThermalPortal.Jobs.dll\n");
        Assert.Equal(Path.Combine(_folder, "jobs", "ThermalPortal.Jobs.dll"), WorkerLocation.Find(null, Path.Combine(_folder, "web")));
    }

    [Fact]
    public void Find_Published_TakesTheFolderBeside()
    {
        Touch("worker/ThermalPortal.Jobs.dll");
        Assert.Equal(Path.Combine(_folder, "worker", "ThermalPortal.Jobs.dll"), WorkerLocation.Find(null, _folder));
    }

    [Fact]
    public void Find_Configured_GoesFirst()
    {
        Touch("worker/ThermalPortal.Jobs.dll");
        Assert.Equal(Path.Combine(_folder, "other.dll"), WorkerLocation.Find(Path.Combine(_folder, "other.dll"), _folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Touch(string path)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, []);
    }
}
