namespace ThermalPortal.Inference.Metrics;

/// <summary>One convolution of <see cref="InceptionNet"/> with its batch normalisation and ReLU.</summary>
/// <param name="Name">Its name in the file of weights.</param>
/// <param name="To">Channels out.</param>
/// <param name="Height">Height of the kernel, pixels.</param>
/// <param name="Width">Width of the kernel, pixels.</param>
/// <param name="Stride">Step, pixels.</param>
/// <param name="Padded">Whether zeros at the edges keep the size.</param>
/// <param name="From">Channels in.</param>
internal sealed record InceptionConvolution(string Name, int To, int Height = 1, int Width = 1, int Stride = 1, bool Padded = true, int From = 0)
{
    /// <summary>Added to the variance.</summary>
    public const double Epsilon = 1e-3;

    public string Weight => $"{Name}.conv.weight";

    /// <summary>Factor after normalisation.</summary>
    public string Factor => $"{Name}.bn.weight";

    /// <summary>Added after normalisation.</summary>
    public string Shift => $"{Name}.bn.bias";

    public string Mean => $"{Name}.bn.running_mean";

    public string Variance => $"{Name}.bn.running_var";

    public (long Rows, long Columns) Padding => Padded ? (Height / 2, Width / 2) : (0, 0);

    /// <summary>Everything it reads from the file.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors => [(Weight, [To, From, Height, Width]), (Factor, [To]), (Shift, [To]), (Mean, [To]), (Variance, [To])];
}
