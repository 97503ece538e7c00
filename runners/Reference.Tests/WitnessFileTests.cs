using System.Buffers.Binary;
using System.Text;

namespace Touchstone.Reference.Tests;

/// <summary>The text that fixtures leave becomes calls.</summary>
public sealed class WitnessFileTests
{
    public static TheoryData<string, string> Records =>
        new()
        {
            { "", "[]" },
            {
                "E f\nA 01\nA ff00\nR 02\n",
                """[{"function":"f","phase":"returned","arguments":["01","ff00"],"result":"02"}]"""
            },
            {
                "E f\nA \nR\n",
                """[{"function":"f","phase":"returned","arguments":[""],"result":null}]"""
            },
            {
                "E f\nA 01\n",
                """[{"function":"f","phase":"entered","arguments":["01"],"result":null}]"""
            },
            {
                "E outer\nE inner\nA 07\nR 08\nR 09\n",
                """[{"function":"outer","phase":"returned","arguments":[],"result":"09"},{"function":"inner","phase":"returned","arguments":["07"],"result":"08"}]"""
            },
        };

    [Theory, MemberData(nameof(Records))]
    public void Record_is_read_as_calls_in_the_order_in_which_they_were_entered(
        string text,
        string calls
    )
    {
        var path = Path.GetTempFileName();
        try
        {
            using var witness = new WitnessFile(path);
            using (
                var other = File.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
            )
            {
                var length = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
                other.Position = 16;
                other.Write(length);
                other.Position = 64;
                other.Write(Encoding.ASCII.GetBytes(text));
            }
            Assert.Equal(calls, witness.ReadCalls().ToJsonString());
            witness.Reset();
            Assert.Empty(witness.ReadCalls());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
