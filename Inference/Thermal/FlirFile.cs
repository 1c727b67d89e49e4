using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>The "FFF" container: a header, a directory, records.</summary>
internal static class FlirFile
{
    private const int HeaderBytes = 0x40, EntryBytes = 32, MostEntries = 1024;

    public static List<FlirRecord> Records(byte[] file)
    {
        ReadOnlySpan<byte> bytes = file;
        if (bytes.Length < HeaderBytes) throw FlirSegments.Cut("it ends inside its header");
        if (!bytes.StartsWith("FFF\0"u8) && !bytes.StartsWith("AFF\0"u8)) throw FlirSegments.Damaged("its header is unknown");
        bool big = Endian.U32(bytes[0x14..], big: true) is >= 100 and < 200;
        if (!big && Endian.U32(bytes[0x14..], big: false) is not (>= 100 and < 200)) throw FlirSegments.Damaged("its version is unknown");
        long offset = Endian.U32(bytes[0x18..], big), count = Endian.U32(bytes[0x1c..], big);
        if (count > MostEntries || offset + count * EntryBytes > bytes.Length) throw FlirSegments.Cut($"its directory of {count} entries is not complete");
        var records = new List<FlirRecord>();
        for (int i = 0; i < count; i++)
        {
            var entry = bytes.Slice((int)offset + i * EntryBytes, EntryBytes);
            int type = Endian.U16(entry, big);
            long start = Endian.U32(entry[0x0c..], big), length = Endian.U32(entry[0x10..], big);
            if (type == 0) continue;                                       // unused entry
            bool cut = start + length > bytes.Length;
            if (cut && type != FlirRecord.EmbeddedPhoto)
                throw FlirSegments.Cut($"record {i + 1} ends at byte {start + length:N0} of {bytes.Length:N0}");
            // Without its photo the file is as good as before.
            records.Add(new FlirRecord(type, Endian.U16(entry[2..], big), cut ? default : file.AsMemory((int)start, (int)length)));
        }
        return records;
    }
}
