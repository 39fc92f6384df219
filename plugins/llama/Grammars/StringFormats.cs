namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Regular expressions for the values of <c>format</c> that are kept to; the others are annotations.</summary>
internal static class StringFormats
{
    private const string Year = "(?:000[1-9]|00[1-9]\\d|0[1-9]\\d\\d|[1-9]\\d{3})";
    private const string LeapYear = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)";
    private const string Date =
        $"(?:{Year}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))"
        + $"|{LeapYear}-02-29)";

    // RFC 3339 without leap seconds, which only some minutes have.
    private const string Time = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";
    private const string Byte = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private const string Label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["date"] = $"^{Date}$",
        ["time"] = $"^{Time}$",
        ["date-time"] = $"^{Date}T{Time}$",
        ["uuid"] = "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        ["ipv4"] = $"^(?:{Byte}\\.){{3}}{Byte}$",
        ["email"] = $"^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@{Label}(?:\\.{Label})+$",
    };

    /// <returns>Null for a format that is not kept to.</returns>
    public static string? Find(string format) => Patterns.GetValueOrDefault(format);
}
