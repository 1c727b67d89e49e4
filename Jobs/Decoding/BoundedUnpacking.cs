namespace ThermalPortal.Jobs.Decoding;

/// <summary>Counts what comes out of a packed stream against what went in, and ends it as a bomb or as too much.</summary>
/// <param name="unpacked">The stream to read; owned.</param>
/// <param name="packed">Where it reads from; its position tells how much went in.</param>
/// <param name="limits">The bounds.</param>
internal sealed class BoundedUnpacking(Stream unpacked, Stream packed, ArchiveLimits limits) : Stream
{
    private long _total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _total; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = unpacked.Read(buffer);
        _total += read;
        if (_total > limits.RatioFrom && _total / limits.Ratio > packed.Position) throw new ArchiveRefusedException(ArchiveVerdicts.Bomb(limits.Ratio));
        // Headers and fillings come on top of the files, whose own sum has the same bound.
        if (_total > 2 * limits.TotalBytes) throw new ArchiveRefusedException(ArchiveVerdicts.TooMuchInAll(limits.TotalBytes));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
