using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Keeps the visible photo that was inside a thermal file. The thermal file itself stays as it came.</summary>
internal sealed class PhotoIntake(FileQueries files)
{
    /// <summary>Stores the photo's bytes; its row comes with the verdict about the thermal file.</summary>
    /// <param name="scope">Whose upload.</param>
    /// <param name="thermal">Name of the thermal file.</param>
    /// <param name="photo">As the decoder wrote it.</param>
    /// <param name="cancellationToken">Cancelled: at most bytes without a row are left.</param>
    public async Task<EmbeddedPhoto> StoreAsync(TeamScope scope, string thermal, InsidePhoto photo, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(photo.File);
        bool png = content.ReadByte() == 0x89;
        content.Position = 0;
        var file = await files.AddAsync(scope, content, png ? "image/png" : "image/jpeg", cancellationToken);
        return new EmbeddedPhoto(file.Id, Path.ChangeExtension(thermal, png ? ".photo.png" : ".photo.jpg"), photo.Width, photo.Height);
    }
}
