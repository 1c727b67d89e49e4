namespace ThermalPortal.Inference.Faces;

/// <summary>Fits a picture into the square input of the face network, centred, the rest filled with mid grey.</summary>
internal readonly struct Letterbox
{
    private readonly int _width, _height;

    public Letterbox(int width, int height, float margin = 0)
    {
        (_width, _height) = (width, height);
        Scale = Math.Max(width, height) * (1 + 2 * margin) / BlazeFace.Side;
        X = (width - BlazeFace.Side * Scale) / 2;
        Y = (height - BlazeFace.Side * Scale) / 2;
    }

    /// <summary>Input pixels per network pixel.</summary>
    public float Scale { get; }

    /// <summary>Input x of the network's left edge.</summary>
    public float X { get; }

    /// <summary>Input y of the network's top edge.</summary>
    public float Y { get; }

    /// <summary>(256, 256, 3) values from one or three channels in [-1, 1].</summary>
    public float[] Fill(float[] values, int channels)
    {
        var result = new float[BlazeFace.Side * BlazeFace.Side * 3];
        var map = new CropMap(new FaceCrop(_width / 2f, _height / 2f, Scale * BlazeFace.Side, 0), BlazeFace.Side);
        int count = map.Samples * map.Samples;
        for (int y = 0; y < BlazeFace.Side; y++)
        {
            float sourceY = Y + (y + 0.5f) * Scale;
            if (sourceY < 0 || sourceY > _height) continue;
            for (int x = 0; x < BlazeFace.Side; x++)
            {
                float sourceX = X + (x + 0.5f) * Scale;
                if (sourceX < 0 || sourceX > _width) continue;
                int o = (y * BlazeFace.Side + x) * 3;
                for (int k = 0; k < count; k++)
                {
                    var tap = new Tap(map.Source(x, y, k), _width, _height);
                    for (int c = 0; c < channels; c++)
                    {
                        result[o + c] += tap.Mix(values[tap.TopLeft * channels + c], values[tap.TopRight * channels + c],
                            values[tap.BottomLeft * channels + c], values[tap.BottomRight * channels + c]) / count;
                    }
                }
                if (channels == 1) result[o + 1] = result[o + 2] = result[o];
            }
        }
        return result;
    }
}
