namespace LocalAI.CommandLine.Templates;

/// <summary>A clock that stands.</summary>
internal sealed class FixedTime(DateTime time) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.Zero);
}
