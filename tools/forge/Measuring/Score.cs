using System.Globalization;

namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>How a model does on a file of held-out samples.</summary>
/// <param name="File">The file's name without its ending.</param>
/// <param name="Right">Samples that it got right.</param>
/// <param name="Count">Samples.</param>
/// <param name="Failures">Some that it got wrong, for people: what was asked, what it said, what was expected.</param>
internal sealed record Score(string File, int Right, int Count, IReadOnlyList<string> Failures)
{
    /// <summary>The head of a Markdown table of scores.</summary>
    public const string TableHead = "| held out | right | of |\n|---|---|---|";

    /// <summary>Its row in such a table.</summary>
    public string ToTableRow() => string.Create(CultureInfo.InvariantCulture, $"| {File} | {100.0 * Right / Count:0.0} % | {Count} |");
}
