using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class RealFileTests
{
    [Fact]
    public void Reads_what_the_engine_needs_of_a_real_model()
    {
        var file = GgufFile.Open(TestFiles.SharedModel("llm/stories260K-f32.gguf"));

        Assert.Equal("llama", file.Architecture.Name);
        Assert.Equal(ArchitectureKind.Generator, file.Architecture.Kind);
        Assert.Equal(3u, file.Version);
        Assert.Equal(1_054_592, file.Length);
        Assert.Equal(512u, file.Model.ContextLength);
        Assert.Equal(64u, file.Model.EmbeddingLength);
        Assert.Equal(5u, file.Model.BlockCount);
        Assert.Equal([8, 8, 8, 8, 8], file.Model.Heads);
        Assert.Equal([4, 4, 4, 4, 4], file.Model.KeyValueHeads);
        Assert.Equal(8u, file.Model.KeyLength);
        Assert.True(file.HasVocabulary);
        Assert.Null(file.Metadata.Find("tokenizer.chat_template"));
        Assert.False(file.HasLearnedPositions);
        Assert.Equal(512, file.Metadata.Tokens.Count);
        Assert.Null(file.Model.Pooling);
        Assert.Equal(file.Tensors.Sum(tensor => tensor.Bytes), file.WeightBytes);
        Assert.InRange(file.Tensors.Sum(tensor => tensor.Elements), 250_000, 270_000);
    }

    [Fact]
    public void Reads_a_quantised_model() =>
        Assert.Contains(GgufFile.Open(TestFiles.SharedModel("llm/stories260K-q8_0.gguf")).Tensors, tensor => tensor.Type.Name == "q8_0");

    [Fact]
    public void Says_that_a_lora_adapter_is_no_model() =>
        Assert.Contains("it is a LoRA adapter", Assert.Throws<EngineException>(() => GgufFile.Open(TestFiles.SharedModel("llm/lora.gguf"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Recognises_a_real_model() =>
        Assert.Equal(Recognition.Certain, GgufRecognition.Look(TestFiles.SharedModel("llm/stories260K-f32.gguf")));
}
