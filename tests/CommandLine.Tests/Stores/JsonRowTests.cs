using System.Text;
using System.Text.Json;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Tests.Stores;

public class JsonRowTests
{
    [Theory]
    [InlineData("""{"key": [1, 2], "value": "text"}""", "text")]
    [InlineData("""{"value": "", "key": [1, 2]}""", "")]
    [InlineData("""{"key":[1,2],"value":"\u00e4 \ud83d\ude00 \\ \n"}""", "ä 😀 \\ \n")]
    [InlineData("""{"key": [1, 2], "value": {"a": [1, 2.50]} }""", """{"a": [1, 2.50]}""")]
    [InlineData("""{"key": [1, 2], "value": 1.50}""", "1.50")]
    [InlineData("""{"key": [1, 2], "value": null}""", "null")]
    [InlineData("""{"key": [1, 2], "value_base64": "w6Q="}""", "ä")]
    public void A_line_is_a_key_and_a_value(string line, string value)
    {
        var row = JsonRow.Read(Encoding.UTF8.GetBytes(line));
        Assert.Equal([1, 2], row.Key);
        Assert.Equal(value, Encoding.UTF8.GetString(row.Value.Span));
    }

    [Theory]
    [InlineData("", "it is no JSON that can be read, at its byte 1")]
    [InlineData("""{"key": [1, 2], "value": "x" """, "it is no JSON that can be read")]
    [InlineData("""{"key": [1, NaN], "value": "x"}""", "it is no JSON that can be read, at its byte 13")]
    [InlineData("""{"key": [1], "value": "x"} {}""", "it is no JSON that can be read, at its byte 28")]
    [InlineData("[1, 2]", "it is no object")]
    [InlineData("""{"key": "1, 2", "value": "x"}""", "the key is no array of numbers")]
    [InlineData("""{"key": [1, "2"], "value": "x"}""", "number 2 of the key is no number")]
    [InlineData("""{"key": [1, [2]], "value": "x"}""", "number 2 of the key is no number")]
    [InlineData("""{"key": [1, 1e39], "value": "x"}""", "number 2 of the key is beyond what 32 bits hold")]
    [InlineData("""{"key": [], "value": "x"}""", "the key is empty")]
    [InlineData("""{"value": "x"}""", "it has no \"key\"")]
    [InlineData("""{"key": [1]}""", "it has no \"value\"")]
    [InlineData("""{"key": [1], "key": [2], "value": "x"}""", "it has a second key")]
    [InlineData("""{"key": [1], "value": "x", "value_base64": "eA=="}""", "it has a second value")]
    [InlineData("""{"key": [1], "value": "x", "id": 7}""", "it has \"id\", and a row has only")]
    [InlineData("""{"key": [1], "value_base64": "x"}""", "its value_base64 is not in base64")]
    [InlineData("""{"key": [1], "value": "\ud83d"}""", "a text in it is not valid Unicode")]
    public void What_is_wrong_is_said(string line, string fault) => Assert.StartsWith(
        fault, Assert.Throws<InvalidDataException>(() => JsonRow.Read(Encoding.UTF8.GetBytes(line))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_that_is_not_in_UTF_8_is_refused()
    {
        byte[] line = [.. """{"key": [1], "value": "x"""u8, 0xFF, .. "\"}"u8];
        Assert.Contains("not valid Unicode", Assert.Throws<InvalidDataException>(() => JsonRow.Read(line)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again_bit_for_bit()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var key = Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Number(random)).ToArray();
            var value = new byte[random.Next(40)];
            random.NextBytes(value);
            if (random.Next(2) == 0)
                value = Encoding.UTF8.GetBytes("<ä\"\\\u0001\u2028" + random.Next());

            var read = JsonRow.Read(Write(new StoreRow(key, value)));

            Assert.Equal(key.Select(BitConverter.SingleToInt32Bits), read.Key.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(value, read.Value.ToArray());
        }
    }

    private static float Number(Random random)
    {
        // All kinds: small ones, denormal ones, and both zeros.
        if (random.Next(8) == 0)
            return random.Next(2) == 0 ? -0f : 0f;
        float number;
        do
        {
            number = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        }
        while (!float.IsFinite(number));
        return number;
    }

    private static byte[] Write(StoreRow row)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonRow.WriterOptions))
            JsonRow.Write(writer, row);
        Assert.DoesNotContain((byte)'\n', stream.ToArray());
        return stream.ToArray();
    }
}
