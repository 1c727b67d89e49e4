using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Versions;

namespace ThermalPortal.Web.Tests.Api;

internal static class FrozenDatasets
{
    /// <summary>A measured dataset "Set" of one pair and a visible picture without a partner, and a version of it; nobody has stated consent.</summary>
    public static async Task<(Guid Dataset, Guid Version)> FrozenAsync(this PortalFixture portal, TeamScope scope)
    {
        var (data, none) = (portal.Data, CancellationToken.None);
        var dataset = await data.Get<DatasetQueries>().CreateAsync(scope, new NewDataset { Name = "Set" }, none);
        await data.Get<DatasetImport>().CommitAsync(scope, dataset, await data.NewUploadAsync(scope, "eva/thermal/1.png", "eva/rgb/1.png", "eva/rgb/2.png"), null, none);
        await data.MeasureAsync(scope, dataset);
        return (dataset, (await data.Get<VersionQueries>().FreezeAsync(scope, dataset, new(), "", null, none))!.Value);
    }
}
