using System.Globalization;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>The names of the files in a namespace's folder: <c>log-000001</c>, <c>snapshot-000001</c>.</summary>
internal static class FileName
{
    /// <summary>Open as long as the namespace is, so that one process has it.</summary>
    public const string Lock = "lock";

    /// <summary>Ends the name of a snapshot that is being written.</summary>
    public const string Part = ".part";

    /// <summary>The name of a file.</summary>
    public static string Of(FileKind kind, ulong sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(kind)}{sequence:D6}");

    /// <summary>The number in a file's name; null when it is not one of that kind.</summary>
    public static ulong? SequenceOf(FileKind kind, string name) =>
        name.StartsWith(Prefix(kind), StringComparison.Ordinal)
        && ulong.TryParse(name.AsSpan(Prefix(kind).Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && name == Of(kind, sequence) ? sequence : null;

    private static string Prefix(FileKind kind) => kind == FileKind.Log ? "log-" : "snapshot-";
}
