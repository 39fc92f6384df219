using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.ModelFiles.Tests.HuggingFace;

/// <summary>Folders that are no model, or a damaged one: one sentence that names the file.</summary>
public sealed class DamagedFolderTests : IDisposable
{
    private readonly ModelFolder _folder = ModelFolder.Random("LlamaForCausalLM");

    public DamagedFolderTests()
    {
        _folder.WritePieces(300);
        _folder.Write();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config.json", "config.json: it is not in the folder")]
    [InlineData("model.safetensors", "model: it has neither model.safetensors nor model.safetensors.index.json")]
    [InlineData("tokenizer.model", "model: it has neither tokenizer.model nor tokenizer.json")]
    public void A_file_that_is_missing(string file, string sentence)
    {
        File.Delete(_folder.File(file));
        Refuses(sentence);
    }

    [Theory]
    [InlineData("architectures", """["BertModel"]""", "the architecture 'BertModel' cannot be converted, only LlamaForCausalLM")]
    [InlineData("architectures", """[7]""", "the architecture '' cannot be converted")]
    [InlineData("num_hidden_layers", "0", "'num_hidden_layers' is '0'; expected an integer from 1")]
    [InlineData("num_hidden_layers", "1e99", "'num_hidden_layers' is '1e99'")]
    [InlineData("num_attention_heads", "\"four\"", "'num_attention_heads' is '\"four\"'")]
    [InlineData("num_attention_heads", "7", "has 64 rows for 7 heads")]
    [InlineData("num_hidden_layers", "1", "has no place in a llama model of 1 layers")]
    [InlineData("quantization_config", """{"quant_method": "gptq"}""", "the weights are quantised already")]
    [InlineData("rope_scaling", """{"rope_type": "longrope"}""", "the rotary embedding is scaled by 'longrope'")]
    [InlineData("rope_scaling", """{"rope_type": "linear"}""", "'factor' of the rotary scaling is missing")]
    public void A_config_that_cannot_be_right(string key, string value, string sentence)
    {
        _folder.Config[key] = JsonNode.Parse(value);
        _folder.Write();
        Refuses(sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_config_that_is_no_object(string text)
    {
        _folder.WriteText("config.json", text);
        Refuses("config.json: it ");
    }

    [Fact]
    public void A_config_nested_without_end()
    {
        _folder.WriteText("config.json", new string('[', 100_000));
        Refuses("config.json: it is no JSON");
    }

    [Theory]
    [InlineData("", "it has 0 bytes|is empty")]
    [InlineData("\u0001\0\0\0", "it has 4 bytes")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff{}", "its header claims")]
    [InlineData("\u0004\0\0\0\0\0\0\0null", "its header holds no JSON object")]
    [InlineData("\u0004\0\0\0\0\0\0\0{{{{", "its header is no JSON")]
    public void A_weights_file_without_a_header(string content, string sentences)
    {
        File.WriteAllBytes(_folder.File("model.safetensors"), Encoding.Latin1.GetBytes(content));
        var refusal = Assert.Throws<EngineException>(Convert);
        Assert.Contains(sentences.Split('|'), sentence => refusal.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"dtype": "F32", "shape": [2], "data_offsets": [0, 400]}""", "is not within the file")]
    [InlineData("""{"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]}""", "is not within the file")]
    [InlineData("""{"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}""", "needs 12 bytes and has 8")]
    [InlineData("""{"dtype": "F32", "shape": [4611686018427387904, 4611686018427387904, 16], "data_offsets": [0, 8]}""", "and has 8")]
    [InlineData("""{"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}""", "has the shape [-2]")]
    [InlineData("""{"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}""", "has elements of the type 'I64'")]
    [InlineData("""{"shape": [1], "data_offsets": [0, 8]}""", "has elements of the type ''")]
    [InlineData("""{"dtype": "F32", "shape": 2, "data_offsets": [0, 8]}""", "has no proper 'shape'")]
    [InlineData("""{"dtype": "F32", "shape": [2]}""", "has no proper 'data_offsets'")]
    [InlineData("""{"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}""", "lie over each other")]
    [InlineData("""{"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}""", "names a tensor twice")]
    public void A_list_of_tensors_that_lies(string entry, string sentence)
    {
        var header = Encoding.UTF8.GetBytes($$"""{"a": {{entry}}}""");
        File.WriteAllBytes(_folder.File("model.safetensors"), [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[16]]);
        Refuses(sentence);
    }

    [Fact]
    public void Weights_that_are_cut_off()
    {
        var whole = File.ReadAllBytes(_folder.File("model.safetensors"));
        File.WriteAllBytes(_folder.File("model.safetensors"), whole[..^100]);
        Refuses("is not within the file");
    }

    [Theory]
    [InlineData("""{"weight_map": {"a": "../../model.safetensors"}}""", "which is no name of a file beside it")]
    [InlineData("""{"weight_map": {"a": "/etc/passwd"}}""", "which is no name of a file beside it")]
    [InlineData("""{"weight_map": {"a": "other.safetensors"}}""", "it names other.safetensors, which is not there")]
    [InlineData("""{"weight_map": {}}""", "'weight_map' is empty")]
    [InlineData("""{}""", "'weight_map' is missing")]
    public void An_index_that_leads_nowhere(string index, string sentence)
    {
        _folder.WriteText("model.safetensors.index.json", index);
        Refuses("model.safetensors.index.json: ");
        Refuses(sentence);
    }

    [Fact]
    public void A_tensor_that_the_family_does_not_have()
    {
        _folder.Tensors.Add(("model.layers.0.block_sparse_moe.gate.weight", [1, 1], "F32", [1]));
        _folder.Write();
        Refuses("has no place in a llama model");
    }

    [Theory]
    [InlineData("\u000a\u0005\u000a\u0003ab")]
    [InlineData("not a protocol buffer at all")]
    public void A_tokenizer_model_that_is_none(string content)
    {
        File.WriteAllBytes(_folder.File("tokenizer.model"), Encoding.Latin1.GetBytes(content));
        Refuses("tokenizer.model: it ");
    }

    [Fact]
    public void More_tokens_than_the_embeddings_have_rows()
    {
        _folder.WritePieces(301);
        Refuses("has the number 300, and the embeddings have 300 rows");
    }

    private void Refuses(string sentence)
    {
        var refusal = Assert.Throws<EngineException>(Convert);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private void Convert() => HuggingFaceFolder.Open(_folder.Path).Prepare();
}
