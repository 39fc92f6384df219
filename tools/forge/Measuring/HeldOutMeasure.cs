using System.Runtime.CompilerServices;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>Asks a model, through the llama engine, what was held out of its training.</summary>
internal static class HeldOutMeasure
{
    /// <param name="model">A GGUF file.</param>
    /// <param name="data">A folder with <c>eval-*.jsonl</c>.</param>
    /// <param name="plugin">The folder of the llama plugin.</param>
    /// <param name="only">Only files with this in their name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">There is nothing to measure with.</exception>
    public static async IAsyncEnumerable<Score> MeasureAsync(
        FileInfo model, DirectoryInfo data, DirectoryInfo plugin, string only,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = data.EnumerateFiles("eval-*.jsonl").Where(file => file.Name.Contains(only, StringComparison.Ordinal))
            .Select(file => file.FullName).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new IOException($"There is no eval-*{only}*.jsonl in '{data}'; write some with localai-forge data.");
        // What the first row has tells what the model is for.
        var first = File.ReadLines(files[0]).First();
        await using var loaded = await LoadedModel.LoadAsync(model.FullName, plugin.FullName, options =>
        {
            options.Embeddings = first.Contains("\"anchor\":", StringComparison.Ordinal);
            options.Reranking = first.Contains("\"chosen\":", StringComparison.Ordinal);
            options.Options.Add("warmup:false");
        }, cancellationToken);
        foreach (var file in files)
        {
            yield return loaded.Model switch
            {
                IReranker ranker => await PairMeasure.MeasureAsync(ranker, file, cancellationToken),
                ITextGenerator writer => await ChatMeasure.MeasureAsync(writer, file, cancellationToken),
                IEmbedder embedder => await PairMeasure.MeasureAsync(embedder, file, cancellationToken),
                _ => throw new IOException($"'{model}' neither chats, embeds nor ranks."),
            };
        }
    }
}
