using ThermalPortal.Inference.Faces;
using static TorchSharp.torch;

namespace ThermalPortal.Jobs.Tests.Training;

/// <summary>The face descriptor with the weights npm gives, against face-api itself.</summary>
public sealed class FaceDescriptorWeightsTests
{
    /// <summary>
    /// First eight numbers face-api 1.7.15 gives for the pattern below: <c>faceRecognitionNet.forwardInput</c> on the TensorFlow.js CPU backend in Node, weights by
    /// <c>tf.io.decodeWeights</c>, the tensor (1, 150, 150, 3) handed over as <c>toBatchTensor</c>. It divides by 255 what dlib divides by 256.
    /// </summary>
    private static readonly float[] Expected = [-0.06017f, 0.09757f, 0.07772f, -0.02148f, -0.08904f, -0.06757f, -0.06930f, -0.02141f];

    [Fact]
    public void Forward_WavePattern_EqualsFaceApi()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var net = new FaceDescriptorNet(Jobs.Training.TrainCommand.IdentityFolder ?? throw new InvalidOperationException("The build did not put the face descriptor beside the program."));
        var values = new float[3 * 150 * 150];
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < 150; y++)
                for (var x = 0; x < 150; x++)
                    values[(c * 150 + y) * 150 + x] = (float)(127.5 + 100 * Math.Sin(0.05 * x * (c + 1) + 0.03 * y));
        var descriptor = net.forward(tensor(values, [1, 3, 150, 150]) / 127.5 - 1).data<float>().ToArray();
        Assert.All(Expected.Zip(descriptor), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
        Assert.Equal(1.28423, Math.Sqrt(descriptor.Sum(v => v * v)), 2e-4);
    }
}
