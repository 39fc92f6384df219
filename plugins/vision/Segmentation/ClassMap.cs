using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Segmentation;

/// <summary>The output with a number for each class at each place.</summary>
/// <param name="Index">Which output.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Classes">Classes, 2 to 255.</param>
/// <param name="Layout">How they lie.</param>
internal sealed record ClassMap(int Index, int Width, int Height, int Classes, TensorLayout Layout)
{
    /// <summary>Numbers of it.</summary>
    public int Length => Width * Height * Classes;

    /// <summary>Writes the classes of each place together.</summary>
    public void Interleave(ReadOnlySpan<float> planes, Span<float> places)
    {
        var area = Width * Height;
        for (var kind = 0; kind < Classes; kind++)
        {
            var plane = planes.Slice(kind * area, area);
            for (var i = 0; i < plane.Length; i++)
                places[i * Classes + kind] = plane[i];
        }
    }
}
