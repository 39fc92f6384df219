using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Crops;

/// <summary>
/// The square that the models of the default pack were made for (fr_detect.js of faceplugin-face-recognition-js): as high as the face's
/// box and about its centre, cut to the picture and to whole pixels.
/// </summary>
internal static class FaceSquare
{
    /// <summary>The square of a box; null where nothing of it is in the picture.</summary>
    /// <param name="box">The face.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public static Box? Of(Box box, int width, int height)
    {
        var (x, y, half) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2, box.Height / 2);
        var square = new Box(
            MathF.Truncate(MathF.Max(x - half, 0)), MathF.Truncate(MathF.Max(y - half, 0)),
            MathF.Truncate(MathF.Min(x + half, width - 1)), MathF.Truncate(MathF.Min(y + half, height - 1)));
        return square.IsReal ? square : null;
    }
}
