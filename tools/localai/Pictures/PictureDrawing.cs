using SkiaSharp;

namespace LocalAI.CommandLine.Pictures;

/// <summary>Draws marks on a photo: masks below, boxes above them, labels on top, the first mark above all others.</summary>
internal sealed class PictureDrawing
{
    private const byte MaskAlpha = 115;

    // Lines and letters grow with the image, so that they look alike where it is shown in a window.
    private const float LinesOfSide = 1 / 200f;
    private const float LettersOfSide = 1 / 42f;

    private readonly SKCanvas _canvas;
    private readonly SKSize _size;
    private readonly float _line;
    private readonly float _letter;

    private PictureDrawing(SKCanvas canvas, SKSizeI size)
    {
        _canvas = canvas;
        _size = size;
        var side = Math.Min(size.Width, size.Height);
        _line = MathF.Round(Math.Clamp(side * LinesOfSide, 2, 24));
        _letter = Math.Clamp(side * LettersOfSide, 9, 200);
    }

    /// <summary>Writes a PNG of the turned photo with the marks on it.</summary>
    /// <exception cref="UserError">The photo cannot be decoded.</exception>
    public static void Write(Photo photo, IReadOnlyList<Mark> marks, Stream output)
    {
        using var picture = TurnedPicture.Decode(photo);
        using (var canvas = new SKCanvas(picture))
            new PictureDrawing(canvas, new SKSizeI(picture.Width, picture.Height)).Draw(marks);
        using var pixels = picture.PeekPixels();
        // Of zlib's levels: those above take several times as long for a few hundredths.
        pixels.Encode(output, new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub | SKPngEncoderFilterFlags.Up, 4));
    }

    private void Draw(IReadOnlyList<Mark> marks)
    {
        var colours = new KindColours(marks.Select(mark => mark.Kind));
        var fromLast = marks.Reverse().ToList();
        foreach (var mark in fromLast)
            DrawMask(mark, colours[mark.Kind]);
        foreach (var mark in fromLast)
            DrawBox(mark, colours[mark.Kind]);
        foreach (var mark in fromLast)
            DrawLabel(mark, colours[mark.Kind]);
    }

    private void DrawMask(Mark mark, SKColor colour)
    {
        if (mark.Mask.IsEmpty || MaskPicture.Decode(mark.Mask.Span) is not { } mask)
            return;
        using (mask)
        using (var paint = new SKPaint { Color = colour.WithAlpha(MaskAlpha) })
            _canvas.DrawBitmap(mask, SKRect.Create(_size), new SKSamplingOptions(SKFilterMode.Nearest), paint);
    }

    private void DrawBox(Mark mark, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsStroke = true, StrokeWidth = _line, IsAntialias = true };
        _canvas.DrawRect(mark.Left, mark.Top, mark.Width, mark.Height, paint);
    }

    private void DrawLabel(Mark mark, SKColor colour)
    {
        if (mark.Label.Length == 0 || !float.IsFinite(mark.Left + mark.Top))
            return;
        var pad = _letter * 0.4f;
        var natural = LabelFont.Measure(mark.Label) * _letter;
        // Wider than the image: smaller letters.
        var letter = _letter * Math.Min(1, (_size.Width - 2 * pad) / natural);
        var width = LabelFont.Measure(mark.Label) * letter + 2 * pad;
        var height = letter * (1 + LabelFont.Descent) + 2 * pad;

        // Above the box, or inside of it where no room is left, and never outside of the image.
        var left = Math.Clamp(mark.Left - _line / 2, 0, Math.Max(0, _size.Width - width));
        var above = mark.Top - _line / 2 - height;
        var top = Math.Clamp(above < 0 ? mark.Top - _line / 2 : above, 0, Math.Max(0, _size.Height - height));
        using var ground = new SKPaint { Color = colour };
        _canvas.DrawRect(left, top, width, height, ground);
        LabelFont.Draw(_canvas, mark.Label, left + pad, top + pad, letter, ReadableOn(colour));
    }

    // The brightness that ITU-R BT.601 gives a colour.
    private static SKColor ReadableOn(SKColor ground) =>
        0.299 * ground.Red + 0.587 * ground.Green + 0.114 * ground.Blue > 140 ? SKColors.Black : SKColors.White;
}
