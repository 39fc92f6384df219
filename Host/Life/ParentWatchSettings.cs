using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Reads the two variables of the parent watch as LocalAI's other backends do.</summary>
internal static partial class ParentWatchSettings
{
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(2);

    // A day is more than anyone means, and far less than what a timer cannot take.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Everything but false, 0, no and off keeps the watch on.</summary>
    public static bool IsOn(string value) => value.Trim().ToLowerInvariant() is not ("false" or "0" or "no" or "off");

    /// <summary>Reads a Go duration (<c>1m30s</c>) or a bare number of seconds; anything else means 2 s.</summary>
    public static TimeSpan Interval(string value)
    {
        var text = value.Trim();
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            seconds = GoDuration().IsMatch(text) ? Part().Matches(text).Sum(Seconds) : 0;
        if (!double.IsFinite(seconds) || seconds <= 0)
            return DefaultInterval;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0.001, Longest.TotalSeconds));
    }

    private static double Seconds(Match part) =>
        double.Parse(part.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
        * part.Groups[2].Value switch
        {
            "ns" => 1e-9,
            "us" or "µs" or "μs" => 1e-6,
            "ms" => 1e-3,
            "s" => 1,
            "m" => 60,
            _ => 3600,
        };

    [GeneratedRegex(@"\A\+?(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+\z")]
    private static partial Regex GoDuration();

    [GeneratedRegex(@"([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)")]
    private static partial Regex Part();
}
