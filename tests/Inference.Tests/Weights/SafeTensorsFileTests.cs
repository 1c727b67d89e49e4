using System.Buffers.Binary;
using System.Text;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Weights;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { ["b.weight"] = randn(3, 5), ["a"] = arange(7), ["half"] = randn(4).to_type(ScalarType.BFloat16), ["scalar"] = tensor(2.5f) };
        SafeTensorsFile.Write(_path, tensors, new Dictionary<string, string> { ["note"] = "x" });
        var read = SafeTensorsFile.Read(_path, out var metadata);
        Assert.Equal("x", metadata["note"]);
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach (var (name, value) in tensors)
        {
            Assert.Equal(value.dtype, read[name].dtype);
            Assert.Equal(value.shape, read[name].shape);
            Assert.True(value.equal(read[name]).all().item<bool>());
        }
    }

    [Fact]
    public void Write_WithFloatType_ConvertsFloatsOnly()
    {
        using var scope = NewDisposeScope();
        SafeTensorsFile.Write(_path, new Dictionary<string, Tensor> { ["f"] = ones(2), ["i"] = arange(2) }, floatType: ScalarType.Float16);
        var read = SafeTensorsFile.Read(_path);
        Assert.Equal((ScalarType.Float16, ScalarType.Int64), (read["f"].dtype, read["i"].dtype));
    }

    [Theory]
    [InlineData("", "shorter")]
    [InlineData("not a header at all", "header length")]
    public void Read_NoHeader_SaysSo(string content, string expected)
    {
        File.WriteAllText(_path, content);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(_path)).Message);
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1000,1004]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\"}}")]
    public void Read_HostileHeader_IsRefused(string header)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + 8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(_path));
    }

    [Fact]
    public void Read_Pickle_IsRefused()
    {
        File.WriteAllBytes(_path, [0x80, 0x02, 0x7d, 0x71, 0x00, 0x2e, 0, 0, 0, 0, 0]);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(_path));
    }
}
