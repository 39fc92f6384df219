namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>The time at which all golden texts were made: 2026-07-04 12:00, in no particular zone.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static readonly FixedClock Instance = new();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(2026, 7, 4, 12, 0, 0, TimeSpan.Zero);
}
