using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Writes a model with its adapters merged, as the transformers and sentence-transformers libraries store it.</summary>
internal static class HuggingFaceModelWriter
{
    private const string PoolingFolderName = "1_Pooling";

    /// <param name="trained">The model, which is not changed.</param>
    /// <param name="folder">Where it goes; created where it is missing.</param>
    /// <param name="type">What the weights are stored in: single, half or bfloat16.</param>
    /// <param name="report">Takes the share that is written, from 0 to 1.</param>
    /// <param name="largestFile">From which size on the weights are in several files, in bytes.</param>
    /// <param name="cancellationToken">Ends the work before the next elements; nothing is left.</param>
    /// <exception cref="EngineException">The model has no tokenizer files, or the folder cannot be written; nothing is left.</exception>
    public static void Write(
        TrainedModel trained, string folder, ScalarType type, Action<double>? report = null,
        long largestFile = SafetensorsWriter.LargestFile, CancellationToken cancellationToken = default) =>
        Write(trained, folder, type, ModelTensors.Of(trained, type), report, largestFile, cancellationToken);

    /// <summary>Writes a folder on the way to GGUF, where vectors are in single precision.</summary>
    /// <inheritdoc cref="Write(TrainedModel, string, ScalarType, Action{double}?, long, CancellationToken)"/>
    public static void WriteForGguf(
        TrainedModel trained, string folder, ScalarType type, Action<double> report, CancellationToken cancellationToken) =>
        Write(trained, folder, type, ModelTensors.Of(trained, type, ScalarType.Float32), report, SafetensorsWriter.LargestFile,
            cancellationToken);

    private static void Write(
        TrainedModel trained, string folder, ScalarType type, IReadOnlyList<StoredTensor> tensors, Action<double>? report,
        long largestFile, CancellationToken cancellationToken)
    {
        trained.Base.RefuseAsOutput(folder);
        var config = ConfigJson.Of(trained, type);
        var tokenizer = trained.Base.Tokenizer();
        using var files = new PartialFiles(folder);
        SafetensorsWriter.Write(files, "model", tensors, largestFile, report, cancellationToken);
        var chat = trained.ChatTemplate;
        foreach (var (name, content) in tokenizer.Where(file => chat is null || file.Key != TokenizerFolder.ChatTemplateName))
            files.Write(name, content);
        if (chat is not null)
            files.Write(TokenizerFolder.ChatTemplateName, Encoding.UTF8.GetBytes(chat));
        if (trained.RerankTemplate is { } rerank)
            files.Write(TokenizerFolder.RerankTemplateName, Encoding.UTF8.GetBytes(rerank));
        if (trained.Purpose == ModelPurpose.Embedding)
            WritePooling(files, trained);
        else
            files.Remove(PoolingFolder.ModulesName);
        if (trained.Purpose == ModelPurpose.Text)
            files.WriteJson("generation_config.json", ConfigJson.Generation(trained, config));
        files.WriteJson(ModelConfig.FileName, config);
        files.Commit();
    }

    // The parts of a sentence embedder: the model, the mean of its tokens' states, and a length of 1.
    private static void WritePooling(PartialFiles files, TrainedModel trained)
    {
        files.WriteJson($"{PoolingFolderName}/{ModelConfig.FileName}", new JsonObject
        {
            ["word_embedding_dimension"] = trained.Model.Shape.Width,
            ["pooling_mode_cls_token"] = false,
            ["pooling_mode_mean_tokens"] = true,
            ["pooling_mode_max_tokens"] = false,
            ["pooling_mode_mean_sqrt_len_tokens"] = false,
            ["pooling_mode_weightedmean_tokens"] = false,
            ["pooling_mode_lasttoken"] = false,
            ["include_prompt"] = true,
        });
        files.WriteJson("sentence_bert_config.json", new JsonObject
        {
            ["max_seq_length"] = trained.Model.Shape.Context,
            ["do_lower_case"] = false,
        });
        files.WriteJson(PoolingFolder.ModulesName, new JsonArray(
            Module(0, "", "Transformer"), Module(1, PoolingFolderName, "Pooling"), Module(2, "2_Normalize", "Normalize")));
    }

    private static JsonObject Module(int index, string path, string type) => new()
    {
        ["idx"] = index,
        ["name"] = $"{index}",
        ["path"] = path,
        ["type"] = $"sentence_transformers.models.{type}",
    };
}
