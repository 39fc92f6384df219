using System.Globalization;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Rendering;

/// <summary>What is said of a place in an image, and of what is there.</summary>
internal static class BoxText
{
    /// <summary>Said where the engine tells nothing.</summary>
    public const string Nothing = "–";

    /// <summary>A box in whole pixels: 207 × 336 at 126, 201.</summary>
    public static string Of(float x, float y, float width, float height) =>
        string.Create(CultureInfo.InvariantCulture, $"{width:0} × {height:0} at {x:0}, {y:0}");

    /// <summary>A face's box.</summary>
    public static string Of(FacialArea? area) => area is null ? Nothing : Of(area.X, area.Y, area.W, area.H);

    /// <summary>A score from 0 to 1.</summary>
    public static string Score(float score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A name out of a model: what a terminal would obey is left out.</summary>
    public static string Name(string name) => name.Length == 0 ? Nothing : new string([.. name.Where(c => !char.IsControl(c))]);

    /// <summary>Whether a face is live: yes, 0.98.</summary>
    public static string Live(bool isReal, float score) => $"{(isReal ? "yes" : "no")}, {Score(score)}";
}
