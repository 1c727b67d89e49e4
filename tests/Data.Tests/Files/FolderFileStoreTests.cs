using System.Security.Cryptography;
using ThermalPortal.Data.Files;

namespace ThermalPortal.Data.Tests.Files;

public sealed class FolderFileStoreTests : IDisposable
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "store-" + Guid.NewGuid().ToString("N"));
    private readonly FolderFileStore _store;

    public FolderFileStoreTests() => _store = new FolderFileStore(_folder, TimeProvider.System);

    private string Incoming => Path.Combine(_folder, "incoming");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task PutAsync_Bytes_AreKeptUntouchedUnderTheirHash(int size)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        var blob = await PutAsync(bytes);
        Assert.Equal(new StoredBlob(Convert.ToHexStringLower(SHA256.HashData(bytes)), size, true), blob);
        await using var stream = _store.OpenRead(blob.Sha256);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, _none);
        Assert.Equal(bytes, copy.ToArray());
        Assert.EndsWith(Path.Combine(blob.Sha256[..2], blob.Sha256[2..4], blob.Sha256), _store.LocalPath(blob.Sha256), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Incoming));
    }

    [Fact]
    public async Task PutAsync_SameBytesAgain_StoresNothingNew()
    {
        var first = await PutAsync([1, 2, 3]);
        var again = await PutAsync([1, 2, 3]);
        Assert.True(first.IsNew);
        Assert.Equal(first with { IsNew = false }, again);
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task PutAsync_SameBytesAtOnce_AllSucceedWithOneBlob()
    {
        var bytes = new byte[200_000];
        var blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync(bytes))));
        Assert.Single(blobs.Select(blob => blob.Sha256).Distinct());
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task PutAsync_SenderGoesAway_KeepsNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.PutAsync(new BreakingStream(200_000), _none));
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task PutAsync_BlobOnDiskWasCutShort_IsMendedByANewUpload()
    {
        var blob = await PutAsync([1, 2, 3]);
        await File.WriteAllBytesAsync(_store.LocalPath(blob.Sha256)!, [1], _none);
        Assert.True((await PutAsync([1, 2, 3])).IsNew);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(_store.LocalPath(blob.Sha256)!, _none));
    }

    [Fact]
    public async Task DeleteAsync_Twice_IsNoError()
    {
        var blob = await PutAsync([1]);
        await _store.DeleteAsync(blob.Sha256, _none);
        await _store.DeleteAsync(blob.Sha256, _none);
        Assert.False(_store.Exists(blob.Sha256));
        Assert.Null(_store.LocalPath(blob.Sha256));
        Assert.ThrowsAny<IOException>(() => _store.OpenRead(blob.Sha256));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void OpenRead_NotAHash_Throws(string name) => Assert.Throws<ArgumentException>(() => _store.OpenRead(name));

    [Fact]
    public void Constructor_StaleUpload_IsRemovedAndAFreshOneIsNot()
    {
        var (stale, fresh) = (Path.Combine(Incoming, "stale"), Path.Combine(Incoming, "fresh"));
        File.WriteAllText(stale, "x");
        File.WriteAllText(fresh, "x");
        File.SetLastWriteTimeUtc(stale, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        _ = new FolderFileStore(_folder, TimeProvider.System);
        Assert.False(File.Exists(stale));
        Assert.True(File.Exists(fresh));
    }

    private async Task<StoredBlob> PutAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await _store.PutAsync(stream, _none);
    }

    private sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("connection lost");
    }
}
