using System.Globalization;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Vectors for people: their first numbers, and how alike they are.</summary>
internal static class EmbeddingView
{
    private const int Shown = 6;

    public static void Write(
        Terminal terminal, IReadOnlyList<string> texts, IReadOnlyList<IReadOnlyList<float>> vectors, double[][]? cosine)
    {
        var table = Tables.Create(terminal.Console, "#", "text", "dimension", "vector");
        for (var i = 0; i < vectors.Count; i++)
            table.AddRow(Number(i + 1), Tables.Cell(Shorten(texts[i])), Number(vectors[i].Count), Preview(vectors[i]));
        terminal.Console.Write(table);
        if (cosine is null)
            return;

        terminal.Console.WriteLine();
        var matrix = Tables.Create(terminal.Console, ["cosine", .. Enumerable.Range(1, cosine.Length).Select(Number)]);
        for (var i = 0; i < cosine.Length; i++)
            matrix.AddRow([Number(i + 1), .. cosine[i].Select(value => value.ToString("0.000", CultureInfo.InvariantCulture))]);
        terminal.Console.Write(matrix);
    }

    private static string Preview(IReadOnlyList<float> vector) =>
        string.Join(' ', vector.Take(Shown).Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture))) + (vector.Count > Shown ? " …" : "");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
