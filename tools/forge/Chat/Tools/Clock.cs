using System.Globalization;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Times of day.</summary>
internal static class Clock
{
    /// <summary>A time of the day such as 7:05 or 19:30.</summary>
    public static string Any(Writer writer) =>
        string.Create(CultureInfo.InvariantCulture, $"{writer.Dice.Between(0, 23)}:{writer.Dice.Between(0, 59):00}");

    /// <summary>A time at which one makes plans: a full or a half hour, or a quarter.</summary>
    public static string Planned(Writer writer) =>
        string.Create(CultureInfo.InvariantCulture, $"{writer.Dice.Between(5, 22)}:{writer.Dice.One([0, 30, 15, 45]):00}");
}
