using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class StructureTests
{
    private static readonly Dictionary<string, (Action<GgufWriter> Damage, string Message)> Faults = new()
    {
        ["wrong magic"] = (w => w.Magic = "GGML", "it is not a GGUF file"),
        ["version 1"] = (w => w.Version = 1, "its GGUF version is 1; expected 2 or 3"),
        ["version 4"] = (w => w.Version = 4, "its GGUF version is 4; expected 2 or 3"),
        ["version 0"] = (w => w.Version = 0, "its GGUF version is 0"),
        ["big-endian"] = (w => w.Version = 3 << 24, "it is big-endian"),
        ["too many keys"] = (w => w.KeyCount = 1 << 30, "the number of metadata keys is 1,073,741,824"),
        ["negative keys"] = (w => w.KeyCount = -1, "the number of metadata keys is 18,446,744,073,709,551,615"),
        ["too many tensors"] = (w => w.TensorCount = 1L << 40, "the number of tensors is 1,099,511,627,776"),
        ["key twice"] = (w => w.AddTwice("general.name"), "the metadata key 'general.name' occurs twice"),
        ["empty key"] = (w => w.Set("", 1), "is empty"),
        ["key with a NUL"] = (w => w.Set("llama.block_count\0", 1), "expected printable ASCII"),
        ["long key"] = (w => w.Set(new string('k', 40_000), 1), "is 40,000 bytes long"),
        ["unknown type"] = (w => w.Raw("a", b => b.Write(13)), "the value of 'a' has the unknown type 13"),
        ["array of an unknown type"] = (
            w => w.Raw("a", b => GgufWriter.WriteArray(b, (GgufType)99, 1)), "has the unknown type 99"),
        ["array of arrays"] = (w => w.Raw("a", b => GgufWriter.WriteArray(b, GgufType.Array, 1)), "is an array of arrays"),
        ["huge text"] = (
            w => w.Raw("a", b => Text(b, long.MaxValue)), "the length of 'a' is 9,223,372,036,854,775,807, but only"),
        ["huge array"] = (w => w.Raw("a", b => GgufWriter.WriteArray(b, GgufType.UInt64, 1L << 60)), "the length of 'a' is"),
        ["array of a negative length"] = (
            w => w.Raw("a", b => GgufWriter.WriteArray(b, GgufType.UInt8, -1)), "the length of 'a' is"),
        ["text in an array beyond the file"] = (w => w.Raw("a", LongTextInArray), "the length of a text of an array is"),
        ["alignment of a wrong type"] = (
            w => w.Set("general.alignment", "32"), "'general.alignment' has the type str; expected u32"),
        ["alignment 0"] = (w => w.Set("general.alignment", 0), "'general.alignment' is 0; expected a power of two"),
        ["alignment 48"] = (w => w.Set("general.alignment", 48), "'general.alignment' is 48; expected a power of two"),
        ["alignment 8"] = (w => w.Set("general.alignment", 8), "'general.alignment' is 8; expected a power of two from 32"),
        ["long tensor name"] = (w => w.Tensor(new string('n', 64), 0, [32]), "is 64 bytes long; at most 63"),
        ["empty tensor name"] = (w => w.Tensor("", 0, [32]), "the name of tensor 2 is empty"),
        ["tensor name twice"] = (w => w.Tensor("token_embd.weight", 0, [32]), "the tensor name 'token_embd.weight' occurs twice"),
        ["no dimensions"] = (w => w.Tensor("t", 0, []), "tensor 't' has 0 dimensions; expected 1 to 4"),
        ["five dimensions"] = (w => w.Tensor("t", 0, [1, 1, 1, 1, 1]), "tensor 't' has 5 dimensions"),
        ["dimension 0"] = (w => w.Tensor("t", 0, [32, 0]), "dimension 1 of tensor 't' is 0"),
        ["negative dimension"] = (
            w => w.Tensor("t", 0, [-32], bytes: 128), "dimension 0 of tensor 't' is 18,446,744,073,709,551,584"),
        ["elements that overflow"] = (
            w => w.Tensor("t", 0, [1L << 32, 1L << 32], bytes: 128), "more elements than a file can hold"),
        ["bytes that overflow"] = (
            w => w.Tensor("t", 28, [1L << 61], bytes: 128), "tensor 't' claims 18,446,744,073,709,551,616 bytes"),
        ["removed tensor type"] = (w => w.Tensor("t", 4, [32]), "tensor 't' has the unknown or removed type 4"),
        ["unknown tensor type"] = (w => w.Tensor("t", uint.MaxValue, [32]), "the unknown or removed type 4294967295"),
        ["rows no multiple of the block"] = (w => w.Tensor("t", 8, [33]), "not a multiple of the 32 that q8_0 needs"),
        ["wrong offset"] = (w => w.Tensor("t", 0, [32], offset: 64), "tensor 't' starts at offset 64 of the data; expected"),
        ["negative offset"] = (w => w.Tensor("t", 0, [32], offset: -32), "tensor 't' starts at offset"),
        ["tensor larger than the file"] = (w => w.Tensor("t", 0, [1L << 40], bytes: 128), "tensor 't' ends at byte"),
        ["cut off in the data"] = (w => w.CutOff = 200, "but the file has"),
        ["no tensors"] = (w => w.ClearTensors(), "it has no tensors"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_damaged_file_by_naming_the_damage(string name)
    {
        var writer = TinyModel.Llama();
        Faults[name].Damage(writer);

        Assert.Contains(Faults[name].Message, TinyModel.Refusal(writer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Opens_both_versions_of_the_format(uint version)
    {
        var writer = TinyModel.Llama();
        writer.Version = version;

        Assert.Equal("tiny", TinyModel.Open(writer).Name);
    }

    [Fact]
    public void Opens_a_file_with_a_larger_alignment()
    {
        var writer = new GgufWriter { Alignment = 4096 };
        writer.Set("general.architecture", "unheard-of").Set("general.alignment", 4096).Tensor("a", 0, [32]).Tensor("b", 0, [32]);

        Assert.Equal(4096, TinyModel.Open(writer).Tensors[1].Offset);
    }

    [Fact]
    public void Keeps_texts_up_to_their_first_nul_as_llama_cpp_sees_them() =>
        Assert.Equal("tiny", TinyModel.Open(TinyModel.Llama().Set("general.name", "tiny\0rest")).Name);

    [Fact]
    public void Does_not_keep_long_texts()
    {
        var file = TinyModel.Open(TinyModel.Llama().Set("tokenizer.chat_template", new string('x', 100_000)));

        Assert.Null(file.Metadata.Text("tokenizer.chat_template"));
        Assert.Equal(100_000, file.Metadata.Find("tokenizer.chat_template")!.Count);
    }

    private static void Text(BinaryWriter writer, long length)
    {
        writer.Write((uint)GgufType.Text);
        writer.Write(length);
    }

    private static void LongTextInArray(BinaryWriter writer)
    {
        GgufWriter.WriteArray(writer, GgufType.Text, 1);
        writer.Write(1L << 50);
    }
}
