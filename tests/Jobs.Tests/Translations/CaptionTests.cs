using ThermalPortal.Inference.Images;
using ThermalPortal.Jobs.Translations;

namespace ThermalPortal.Jobs.Tests.Translations;

public sealed class CaptionTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(512)]
    public void Below_AnySize_KeepsThePictureAndInksTheNote(int side)
    {
        var image = new RgbImage(side, side, [.. Enumerable.Repeat((byte)100, side * side * 3)]);
        var marked = Caption.Below(image, ResultMetadata.Note);
        Assert.Equal(side, marked.Width);
        Assert.InRange(marked.Height, side + 10, side + 110);
        Assert.Equal(image.Pixels, marked.Pixels[..image.Pixels.Length]);
        Assert.True(marked.Pixels[image.Pixels.Length..].Count(p => p == 235) > 300);
    }

    [Fact]
    public void Wrap_TheNoteAtShippedSize_FitsTheStrip() =>
        Assert.Equal(["synthesised from a", "thermal image, not a", "photograph"], Caption.Wrap(ResultMetadata.Note, 20));

    [Fact]
    public void Font_HasEveryLetterOfTheNote() => Assert.All(ResultMetadata.Note, letter => Assert.True(CaptionFont.Has(letter), $"'{letter}'"));
}
