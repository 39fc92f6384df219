using SkiaSharp;

namespace LocalAI.CommandLine.Pictures;

/// <summary>
/// Letters for labels, drawn as strokes. Fonts of the machine are not used: a fresh one, such as a container, has none, and then Skia
/// draws nothing; and the same photo gives the same drawing everywhere.
/// </summary>
internal static class LabelFont
{
    /// <summary>What hangs below the line, as a share of a capital's height.</summary>
    public const float Descent = 2 / LabelGlyphs.CapHeight;

    private const float Stroke = 0.95f;
    private const float Gap = 1.7f;

    /// <summary>How wide a text is, in heights of a capital.</summary>
    public static float Measure(string text) => Math.Max(0, text.Sum(c => LabelGlyphs.Find(c).Width + Gap) - Gap) / LabelGlyphs.CapHeight;

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">The text; what is not ASCII becomes a box.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">The upper edge of its capitals.</param>
    /// <param name="height">The height of its capitals.</param>
    /// <param name="colour">Its colour.</param>
    public static void Draw(SKCanvas canvas, string text, float left, float top, float height, SKColor colour)
    {
        using var paint = new SKPaint
        {
            Color = colour,
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        canvas.Save();
        canvas.Translate(left, top);
        canvas.Scale(height / LabelGlyphs.CapHeight);
        foreach (var c in text)
        {
            var glyph = LabelGlyphs.Find(c);
            using (var path = SKPath.ParseSvgPathData(glyph.Path))
                canvas.DrawPath(path, paint);
            canvas.Translate(glyph.Width + Gap, 0);
        }
        canvas.Restore();
    }
}
