using System.Threading.Channels;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Jobs.Translations;

/// <summary>Writes previews of one picture in the making, the newest only: the engine never waits for the database.</summary>
internal sealed class LiveView : IAsyncDisposable
{
    private readonly Channel<int> _steps = Channel.CreateBounded<int>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task _writing;

    public LiveView(LivePreviews previews, RunLease lease, Guid inputId, string file, CancellationToken cancellationToken) =>
        _writing = WriteAsync(previews, lease, inputId, file, cancellationToken);

    /// <summary>The engine has just written the preview file.</summary>
    public void Written(int step) => _steps.Writer.TryWrite(step);

    public async ValueTask DisposeAsync()
    {
        _steps.Writer.TryComplete();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAsync(LivePreviews previews, RunLease lease, Guid inputId, string file, CancellationToken cancellationToken)
    {
        await foreach (int step in _steps.Reader.ReadAllAsync(cancellationToken))
        {
            byte[] rgb = await File.ReadAllBytesAsync(file, cancellationToken);
            int side = (int)Math.Round(Math.Sqrt(rgb.Length / 3.0));
            await previews.SaveAsync(lease, inputId, step, PngWriter.Rgb(new RgbImage(side, side, rgb)), cancellationToken);
        }
    }
}
