using System.Globalization;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>The version of a manifest, ordered: <c>1.2.0-rc</c> comes before <c>1.2.0</c>.</summary>
internal sealed record SemanticVersion(int Major, int Minor, int Patch, string Suffix) : IComparable<SemanticVersion>
{
    /// <summary>Reads a version that passed the manifest's validation.</summary>
    public static SemanticVersion Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var numbers = (dash < 0 ? text : text[..dash]).Split('.');
        var suffix = dash < 0 ? "" : text[(dash + 1)..];
        return new SemanticVersion(Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), suffix);
    }

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        var byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (byNumbers != 0)
            return byNumbers;
        var byRelease = (Suffix.Length == 0).CompareTo(other.Suffix.Length == 0);
        return byRelease != 0 ? byRelease : string.CompareOrdinal(Suffix, other.Suffix);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
