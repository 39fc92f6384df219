namespace LocalAI.Plugins.Imaging;

/// <summary>What becomes of the fraction of a pixel that the shorter side of a fitted picture has.</summary>
internal enum LetterboxRounding
{
    /// <summary>The nearest whole number, of two the even one: round() in Python, as Ultralytics' letterbox does.</summary>
    Nearest,

    /// <summary>The whole number below: int() in Python, as YOLOX and InsightFace do.</summary>
    Down,
}
