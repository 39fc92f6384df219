using System.Globalization;
using LocalAI.Plugins.Forge.Measuring;

namespace LocalAI.Plugins.Forge.Making;

/// <summary>A model's card: what it is for and how it was made, from Cards/, with what was measured of it.</summary>
internal static class ModelCard
{
    /// <param name="model">The model.</param>
    /// <param name="file">Its GGUF file.</param>
    /// <param name="scores">How it did on what was held out.</param>
    public static string Write(ForgedModel model, FileInfo file, IEnumerable<Score> scores) => Text($"{model.Name}.md")
        .Replace("{file}", file.Name, StringComparison.Ordinal)
        .Replace("{megabytes}", (file.Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{scores}", string.Join('\n', [Score.TableHead, .. scores.Select(score => score.ToTableRow())]), StringComparison.Ordinal);

    private static string Text(string name)
    {
        using var stream = typeof(ModelCard).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The card {name} is not in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
