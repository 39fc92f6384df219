using System.Text.RegularExpressions;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Finds what a chat template marks parts with, such as <c>&lt;|im_start|&gt;</c> and <c>&lt;think&gt;</c>: in a vocabulary that is
/// made for it, each becomes a token of its own.
/// </summary>
internal static partial class TemplateMarkers
{
    /// <summary>The markers, each once, in the order of the template.</summary>
    public static IReadOnlyList<string> Of(string chatTemplate) =>
        [.. Marker().Matches(chatTemplate).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a marker steers; others, such as those around thoughts and calls, are a part of what the model says.</summary>
    public static bool Steers(string marker) => marker.StartsWith("<|", StringComparison.Ordinal);

    [GeneratedRegex(@"<\|[A-Za-z]\w*\|>|</?[A-Za-z]\w*>", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
