using System.Globalization;

namespace LocalAI.Plugins.Requests;

/// <summary>Reads the values of options; null when a text is not of the form.</summary>
internal static class OptionValue
{
    /// <summary>A boolean word; an option without a colon is true.</summary>
    public static bool? Bool(string? value) => value switch
    {
        null or "true" or "1" or "yes" or "on" or "enabled" => true,
        "false" or "0" or "no" or "off" or "disabled" => false,
        _ => null,
    };

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static int? Integer(string? value, int least, int most) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;

    /// <summary>A finite number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static float? Number(string? value, float least, float most) =>
        float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : null;

    /// <summary>The pieces of a list with commas, at least one and none of them empty.</summary>
    public static string[]? List(string? value) =>
        value?.Split(',', StringSplitOptions.TrimEntries) is { } pieces && !pieces.Contains("") ? pieces : null;
}
