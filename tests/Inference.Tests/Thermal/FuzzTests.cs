using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Thermal;

public sealed class FuzzTests
{
    /// <summary>Mutated radiometric JPEGs: a verdict every time, no exception, none beyond the 30 seconds the portal allows (wall-clock time on a busy machine says no more than that).</summary>
    [Theory]
    [InlineData("le", 1)]
    [InlineData("png-swapped", 2)]
    public void Read_MutatedRadiometricJpegs_AlwaysGivesAVerdict(string payload, int seed)
    {
        byte[] original = new RadiometricJpeg { Payload = payload, Chunks = 3 }.Build();
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] mutant = Mutate(original, random);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            if (ThermalFrameReader.Read(mutant, null, limit.Token) is ThermalReadResult.Accepted) accepted++;
            Assert.False(limit.IsCancellationRequested, $"mutant {i} took more than 30 s");
        }
        Assert.InRange(accepted, 1, 999);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] mutant = (byte[])original.Clone();
        int header = 200;                                        // most of the structure lies in the first bytes and at the camera record
        for (int k = random.Next(1, 6); k > 0; k--)
        {
            int at = random.Next(3) == 0 ? random.Next(mutant.Length) : random.Next(header);
            mutant[at] = random.Next(3) switch { 0 => 0xff, 1 => 0, _ => (byte)random.Next(256) };
        }
        return random.Next(5) == 0 ? mutant[..random.Next(4, mutant.Length)] : mutant;
    }
}
