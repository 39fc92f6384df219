using System.Globalization;
using System.Text.Unicode;
using LocalAI.Plugins.Protocol;
using Spectre.Console;
using System.Text;

namespace LocalAI.CommandLine.Rendering;

/// <summary>What was found, for people.</summary>
internal static class StoreHitsView
{
    public static void Write(Terminal terminal, StoresFindResult found)
    {
        var table = Tables.Create(terminal.Console, "similarity", "value");
        foreach (var (similarity, value) in found.Similarities.Zip(found.Values))
            table.AddRow(similarity.ToString("0.0000", CultureInfo.InvariantCulture), Tables.Cell(Show(value.Bytes.Span)));
        terminal.Console.Write(table);
    }

    /// <summary>A value as text where it is one, and in base64 where a terminal could not show it, or would obey it.</summary>
    internal static string Show(ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
            return Convert.ToBase64String(value);
        var text = Encoding.UTF8.GetString(value);
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? Convert.ToBase64String(value) : text;
    }
}
