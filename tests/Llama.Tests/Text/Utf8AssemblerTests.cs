using System.Buffers;
using System.Text;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Tests.Text;

public sealed class Utf8AssemblerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Characters_come_whole_however_the_bytes_are_cut(int size)
    {
        const string Text = "aé€𝄞 日本語 👩‍👩‍👧 end";
        var assembler = new Utf8Assembler();
        var all = new ArrayBufferWriter<byte>();
        foreach (var piece in Encoding.UTF8.GetBytes(Text).Chunk(size))
        {
            var output = new ArrayBufferWriter<byte>();
            assembler.Append(piece, output);
            Assert.Equal(output.WrittenCount, Encoding.UTF8.GetByteCount(new UTF8Encoding(false, true).GetString(output.WrittenSpan)));
            all.Write(output.WrittenSpan);
        }

        Assert.Equal(Text, Encoding.UTF8.GetString(all.WrittenSpan));
    }

    [Fact]
    public void Bytes_that_are_no_text_and_replacement_characters_are_left_out()
    {
        var assembler = new Utf8Assembler();
        var output = new ArrayBufferWriter<byte>();

        assembler.Append([(byte)'a', 0xFF, (byte)'b', 0xC3], output);
        assembler.Append([(byte)'c', 0xEF, 0xBF, 0xBD, (byte)'d'], output);

        Assert.Equal("abcd", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Random_bytes_always_give_valid_text()
    {
        var random = new Random(7);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var round = 0; round < 2000; round++)
        {
            var assembler = new Utf8Assembler();
            var output = new ArrayBufferWriter<byte>();
            for (var piece = 0; piece < 5; piece++)
            {
                var bytes = new byte[random.Next(0, 400)];
                random.NextBytes(bytes);
                assembler.Append(bytes, output);
            }
            Assert.DoesNotContain('\uFFFD', strict.GetString(output.WrittenSpan));
        }
    }
}
