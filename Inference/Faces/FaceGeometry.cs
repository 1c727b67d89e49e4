namespace ThermalPortal.Inference.Faces;

/// <summary>
/// From points to the canonical square. Turned heads bring the eyes together, so the height from eyes to mouth decides more of the size the
/// further the nose leaves the middle; one bad point is outvoted by the others, and points far too close together for their box by the box.
/// </summary>
internal static class FaceGeometry
{
    /// <summary>Eyes to mouth in eye distances, frontal: between the marked points of faces (1.0 to 1.2) and where the detector puts them.</summary>
    private const float MouthBelowEyes = 1.12f;

    /// <summary>Side of the detector's box in eye distances.</summary>
    private const float BoxSide = 2.6f;

    private const float MouthShareFrontal = 0.25f, MouthShareTurned = 0.85f, TurnedNose = 0.45f, LargestTwist = 20, Tolerance = 1.3f;
    private const float EyesDecidePlace = 0.65f;

    /// <summary>Points closer together than this share of what the box asks for are those of a part of the face: a nose, one lens. Good ones lie at 0.9 and above.</summary>
    private const float ClosestPoints = 0.8f;

    public static FaceCrop Canonical(ImagePoint left, ImagePoint right, ImagePoint nose, ImagePoint mouth, FaceBox? box = null, float? earsAngle = null)
    {
        float? boxDistance = box is { } b ? Math.Max(b.Width, b.Height) / BoxSide : null;
        var middle = new ImagePoint((left.X + right.X) / 2, (left.Y + right.Y) / 2);
        float eyes = Distance(left, right), down = Distance(middle, mouth);
        if (box is { } around && Math.Max(eyes, down / MouthBelowEyes) < ClosestPoints * boxDistance)
            return new FaceCrop(around.X + around.Width / 2, around.Y + around.Height / 2, boxDistance!.Value / FaceCrop.EyeDistance, 0);
        float angle = Angle(left, right, middle, nose, mouth, earsAngle);
        float distance = EyeDistance(eyes, down / MouthBelowEyes, Turn(middle, nose, eyes, angle), boxDistance);
        float size = distance / FaceCrop.EyeDistance;
        float radians = angle * MathF.PI / 180, sin = MathF.Sin(radians), cos = MathF.Cos(radians);
        float fromEyes = (0.5f - FaceCrop.EyeHeight) * size, fromMouth = fromEyes - MouthBelowEyes * distance;
        float x = EyesDecidePlace * (middle.X - fromEyes * sin) + (1 - EyesDecidePlace) * (mouth.X - fromMouth * sin);
        float y = EyesDecidePlace * (middle.Y + fromEyes * cos) + (1 - EyesDecidePlace) * (mouth.Y + fromMouth * cos);
        return new FaceCrop(x, y, size, angle);
    }

    /// <summary>What the eye distance would be if the head looked straight ahead, pixels.</summary>
    private static float EyeDistance(float eyes, float mouth, float turn, float? box)
    {
        float share = MouthShareFrontal + (MouthShareTurned - MouthShareFrontal) * Math.Min(1, turn / TurnedNose);
        float estimate = eyes * (1 - share) + mouth * share;
        if (box is not { } third) return Math.Max(1, estimate);
        float median = Math.Max(Math.Min(eyes, mouth), Math.Min(Math.Max(eyes, mouth), third));
        return Math.Max(1, Math.Clamp(estimate, median / Tolerance, median * Tolerance));
    }

    /// <summary>How far the nose lies beside the middle of the eyes, in eye distances: 0 frontal, 0.5 and more half profile.</summary>
    private static float Turn(ImagePoint middle, ImagePoint nose, float eyes, float angle)
    {
        float radians = angle * MathF.PI / 180;
        float beside = (nose.X - middle.X) * MathF.Cos(radians) + (nose.Y - middle.Y) * MathF.Sin(radians);
        return eyes > 0 ? Math.Abs(beside) / eyes : 1;
    }

    /// <summary>Turn in the picture: from the eyes, steadied by the mouth; when they contradict each other, the ears or the nose decide.</summary>
    private static float Angle(ImagePoint left, ImagePoint right, ImagePoint middle, ImagePoint nose, ImagePoint mouth, float? ears)
    {
        float eyes = Direction(left, right);
        float down = Degrees(mouth.Y - middle.Y, middle.X - mouth.X), byNose = Degrees(nose.Y - middle.Y, middle.X - nose.X);
        float twist = Wrap(down - eyes);
        if (Math.Abs(twist) <= LargestTwist) return Wrap(eyes + 0.3f * twist);
        if (ears is { } third) return Wrap(eyes + Math.Clamp(Wrap(third - eyes), Math.Min(0, twist), Math.Max(0, twist)));      // the middle one of three
        return Math.Abs(Wrap(eyes - byNose)) <= Math.Abs(Wrap(down - byNose)) ? eyes : down;
    }

    /// <summary>Direction from one point to another, degrees clockwise from the x axis.</summary>
    public static float Direction(ImagePoint from, ImagePoint to) => Degrees(to.X - from.X, to.Y - from.Y);

    private static float Degrees(float x, float y) => MathF.Atan2(y, x) * 180 / MathF.PI;

    private static float Wrap(float degrees) => degrees - 360 * MathF.Round(degrees / 360);

    private static float Distance(ImagePoint a, ImagePoint b) => MathF.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
