using System.Runtime.InteropServices;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.ModelFiles.Tests.HuggingFace;

/// <summary>Models that do not write: they score texts, or embed them.</summary>
public sealed class PurposeTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Random("Qwen3ForCausalLM", tied: true);

    public PurposeTests() => _folder.WritePieces(300);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("F32")]
    [InlineData("BF16")]
    public void The_one_score_of_a_model_is_the_first_of_two_labels(string type)
    {
        float[] score = [.. Enumerable.Range(0, 64).Select(i => i / 4f)];
        _folder.Config["architectures"] = new System.Text.Json.Nodes.JsonArray("Qwen3ForSequenceClassification");
        _folder.Tensors.Add(("score.weight", [1, 64], type, score));
        Directory.CreateDirectory(_folder.File("additional_chat_templates"));
        _folder.WriteText(TokenizerFolder.RerankTemplateName, "{query}: {document}");
        _folder.Write();

        using var converted = _folder.Convert();

        var head = converted.Tensors["cls.output.weight"];
        Assert.Equal([64L, 2L], head.Description.Dimensions);
        var bytes = new byte[head.Description.Bytes];
        FileRange.Read(head.File, bytes, head.Position);
        float[] values = type == "F32" ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : [.. MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(half => BitConverter.UInt32BitsToSingle((uint)half << 16))];
        Assert.Equal([.. score, .. new float[64]], values);
        Assert.Equal(4u, converted.First.Metadata.UInt32("qwen3.pooling_type"));
        Assert.Equal(["yes", "no"], ModelFolder.Texts(converted, "qwen3.classifier.output_labels"));
        Assert.Equal("{query}: {document}", converted.First.Metadata.Text("tokenizer.chat_template.rerank"));
    }

    [Fact]
    public void Without_a_score_or_with_several_a_model_is_refused()
    {
        _folder.Config["architectures"] = new System.Text.Json.Nodes.JsonArray("Qwen3ForSequenceClassification");
        Refuses("no tensor is called 'score.weight'");

        _folder.Tensors.Add(("score.weight", [3, 64], "F32", new float[192]));
        Refuses("the tensor 'score.weight' is f32 of [3, 64]; use a model that gives a text one score");
    }

    [Fact]
    public void A_score_in_a_model_that_writes_has_no_place()
    {
        _folder.Tensors.Add(("score.weight", [1, 64], "F32", new float[64]));
        Refuses("'score.weight' has no place in a qwen3 model");
    }

    [Theory]
    [InlineData("mean_tokens", 1)]
    [InlineData("cls_token", 2)]
    [InlineData("lasttoken", 3)]
    public void The_pooling_of_a_sentence_embedder_is_kept(string mode, uint pooling)
    {
        WriteModules("1_Pooling", $$"""{"pooling_mode_{{mode}}": true, "pooling_mode_max_tokens": false}""");
        _folder.Write();

        using var converted = _folder.Convert();

        Assert.Equal(pooling, converted.First.Metadata.UInt32("qwen3.pooling_type"));
    }

    [Fact]
    public void A_folder_without_parts_has_no_pooling()
    {
        _folder.Write();
        using var plain = _folder.Convert();
        Assert.Null(plain.First.Metadata.Find("qwen3.pooling_type"));

        _folder.WriteText("modules.json", """[{"idx": 0, "path": "", "type": "sentence_transformers.models.Transformer"}]""");
        using var unpooled = _folder.Convert();
        Assert.Null(unpooled.First.Metadata.Find("qwen3.pooling_type"));
    }

    [Theory]
    [InlineData("1_Pooling", """{"pooling_mode_max_tokens": true}""", "config.json: it names a pooling that llama.cpp does not have")]
    [InlineData("../..", "{}", "modules.json: it names the part '../..', which is no folder beside it")]
    [InlineData("..", "{}", "modules.json: it names the part '..', which is no folder beside it")]
    [InlineData("1_Pooling", null, "config.json: it is not in the folder")]
    [InlineData("1_Pooling", "[]", "config.json: it holds no JSON object")]
    public void Parts_that_cannot_be_right_are_refused(string path, string? config, string sentence)
    {
        WriteModules(path, config);
        Refuses(sentence);
    }

    private void WriteModules(string path, string? config)
    {
        _folder.WriteText("modules.json", $$"""
            [{"path": "", "type": "sentence_transformers.models.Transformer"},
             {"path": "{{path}}", "type": "sentence_transformers.models.Pooling"}]
            """);
        Directory.CreateDirectory(_folder.File("1_Pooling"));
        if (config is not null && path == "1_Pooling")
            _folder.WriteText("1_Pooling/config.json", config);
    }

    private void Refuses(string sentence)
    {
        _folder.Write();
        var refusal = Assert.Throws<Abstractions.EngineException>(() => _folder.Convert());
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }
}
