namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class VocabularyRulesTests
{
    private static readonly string[] Few = ["a", "b", "c"];

    private static readonly Dictionary<string, (Action<GgufWriter> Change, string Message)> Faults = new()
    {
        ["no tokenizer"] = (w => w.Remove("tokenizer.ggml.model"), "'tokenizer.ggml.model' is missing"),
        ["tokenizer of a wrong type"] = (w => w.Set("tokenizer.ggml.model", 1), "'tokenizer.ggml.model' is not a short text"),
        ["unknown tokenizer"] = (
            w => w.Set("tokenizer.ggml.model", "morse"), "'tokenizer.ggml.model' is 'morse'; expected one of llama, bert"),
        ["no tokens"] = (w => w.Remove("tokenizer.ggml.tokens"), "'tokenizer.ggml.tokens' is missing, empty or no array"),
        ["empty tokens"] = (w => w.Set("tokenizer.ggml.tokens", Array.Empty<string>()), "is missing, empty or no array"),
        ["tokens of a wrong type"] = (w => w.Set("tokenizer.ggml.tokens", new int[3]), "is missing, empty or no array"),
        ["long token"] = (w => w.Set("tokenizer.ggml.tokens", [new string('t', 20_000)]), "is 20,000 bytes long"),
        ["token twice"] = (
            w => w.Set("tokenizer.ggml.tokens", [.. TinyModel.Texts()[..^1], "two"]), "token 261 of 'tokenizer.ggml.tokens' has the text 'two'"),
        ["token twice up to its nul"] = (
            w => w.Set("tokenizer.ggml.tokens", [.. TinyModel.Texts()[..^1], "two\0x"]), "has the text 'two' of an earlier"),
        ["name of an empty token"] = (
            w => w.Set("tokenizer.ggml.tokens", [.. TinyModel.Texts()[..^2], "[EMPTY_261]", ""]), "has the text '[EMPTY_261]'"),
        ["byte missing"] = (
            w => w.Set("tokenizer.ggml.tokens", [.. TinyModel.Texts().Select(t => t == "<0x7F>" ? "x" : t)]), "has no token <0x7F>"),
        ["byte in small letters"] = (
            w => w.Set("tokenizer.ggml.tokens", [.. TinyModel.Texts().Select(t => t == "<0x7F>" ? "<0x7f>" : t)]), "has no token <0x7F>"),
        ["few scores"] = (
            w => w.Set("tokenizer.ggml.scores", new float[2]), "'tokenizer.ggml.scores' has 2 entries for 262 tokens"),
        ["scores of a wrong type"] = (
            w => w.Set("tokenizer.ggml.scores", Few), "'tokenizer.ggml.scores' has the type arr[str, 3]; expected arr[f32]"),
        ["few token types"] = (w => w.Set("tokenizer.ggml.token_type", new int[2]), "'tokenizer.ggml.token_type' has 2 entries"),
        ["token types of a wrong type"] = (
            w => w.Set("tokenizer.ggml.token_type", 1), "'tokenizer.ggml.token_type' has the type u32"),
        ["merges of a wrong type"] = (
            w => w.Set("tokenizer.ggml.merges", new int[2]), "'tokenizer.ggml.merges' has the type arr[i32, 2]"),
        ["no begin for bert"] = (w => Small(w, "bert"), "'tokenizer.ggml.bos_token_id' does not name one of the 3 tokens"),
        ["no separator for bert"] = (
            w => Small(w, "bert").Set("tokenizer.ggml.bos_token_id", 0), "'tokenizer.ggml.seperator_token_id' does not name"),
        ["no begin for a small vocabulary"] = (w => Small(w, "gpt2"), "'tokenizer.ggml.bos_token_id' does not name one of the 3"),
        ["no end where one is added"] = (
            w => Small(w, "gpt2").Set("tokenizer.ggml.bos_token_id", 0).Set("tokenizer.ggml.add_eos_token", true), "'tokenizer.ggml.eos_token_id' does not name"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_tokens_that_llama_cpp_would_end_the_process_on(string name)
    {
        var writer = TinyModel.Llama();
        Faults[name].Change(writer);

        Assert.Contains(Faults[name].Message, TinyModel.Refusal(writer), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_special_token_outside_the_vocabulary_for_none_as_llama_cpp_does() =>
        Assert.True(TinyModel.Open(TinyModel.Llama().Set("tokenizer.ggml.padding_token_id", uint.MaxValue)).HasVocabulary);

    [Fact]
    public void Opens_a_model_without_a_vocabulary() =>
        Assert.False(TinyModel.Open(TinyModel.Llama().Set("tokenizer.ggml.model", "none").Remove("tokenizer.ggml.tokens")).HasVocabulary);

    [Fact]
    public void Needs_no_byte_tokens_for_other_tokenizers() =>
        Assert.True(TinyModel.Open(Small(TinyModel.Llama(), "gpt2").Set("tokenizer.ggml.bos_token_id", 0)).HasVocabulary);

    private static GgufWriter Small(GgufWriter writer, string model) =>
        writer.Set("tokenizer.ggml.model", model).Set("tokenizer.ggml.tokens", Few);
}
