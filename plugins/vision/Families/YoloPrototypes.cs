using LocalAI.Plugins.Vision.Masks;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>The output of a YOLO model that its masks are made of: [1, channels, rows, columns].</summary>
/// <param name="Index">Which output.</param>
/// <param name="Channels">Coefficients of each object.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record YoloPrototypes(int Index, int Channels, int Width, int Height)
{
    /// <summary>Finds it; null where the model has no masks.</summary>
    public static YoloPrototypes? Find(ModelLook look) => look.Outputs
        .Select((slot, index) => OutputShape.Cube(slot) is var (channels, height, width)
            ? new YoloPrototypes(index, channels, width, height)
            : null)
        .FirstOrDefault(found => found is not null);

    public PrototypeMasks Masks(CoefficientPlace coefficients) => new(Index, Channels, Width, Height, coefficients);
}
