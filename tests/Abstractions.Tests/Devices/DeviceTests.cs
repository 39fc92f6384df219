namespace LocalAI.Plugins.Abstractions.Tests.Devices;

public class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceKind.Cpu, 0)]
    [InlineData("CPU", DeviceKind.Cpu, 0)]
    [InlineData("cuda", DeviceKind.Cuda, 0)]
    [InlineData("cuda:0", DeviceKind.Cuda, 0)]
    [InlineData("Cuda:3", DeviceKind.Cuda, 3)]
    [InlineData("directml:1", DeviceKind.DirectML, 1)]
    [InlineData("vulkan:12", DeviceKind.Vulkan, 12)]
    [InlineData("metal", DeviceKind.Metal, 0)]
    public void Reads_a_kind_with_or_without_index_in_any_case(string text, DeviceKind kind, int index)
    {
        Assert.True(Device.TryParse(text, out var device));
        Assert.Equal(new Device(kind, index), device);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:+1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda:99999999999")]
    [InlineData(" cuda")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("99")]
    [InlineData("-1")]
    [InlineData("gpu")]
    [InlineData("cpu,cuda")]
    public void Refuses_what_names_no_device(string? text)
    {
        Assert.False(Device.TryParse(text, out var device));
        Assert.Equal(default, device);
    }

    [Theory]
    [InlineData(DeviceKind.Cpu, 0, "cpu")]
    [InlineData(DeviceKind.Cuda, 0, "cuda:0")]
    [InlineData(DeviceKind.DirectML, 2, "directml:2")]
    public void Prints_as_it_is_read(DeviceKind kind, int index, string text)
    {
        Assert.Equal(text, new Device(kind, index).ToString());
        Assert.True(Device.TryParse(text, out var device));
        Assert.Equal(new Device(kind, index), device);
    }

    [Fact]
    public void Every_kind_reads_back_from_its_name() => Assert.All(Enum.GetValues<DeviceKind>(), kind =>
    {
        Assert.True(Device.TryParseKind(Device.NameOf(kind), out var read));
        Assert.Equal(kind, read);
    });
}
