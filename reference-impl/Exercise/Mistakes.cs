using Touchstone.Ffi;

namespace Touchstone.Exercise;

/// <summary>Planted mistakes: a memory checker that does not report each of them proves nothing.</summary>
internal static unsafe class Mistakes
{
    /// <returns>False where there is no such mistake.</returns>
    public static bool Make(string name)
    {
        const int Size = 24;
        switch (name)
        {
            case "native":
                using (var block = NativeBlock.Allocate(Size))
                {
                    ((delegate* unmanaged<nint, int, void>)Native.Library.Symbol("write_behind"))(
                        block.Address,
                        Size
                    );
                }
                return true;
            case "storage":
                using (var block = NativeBlock.Allocate(Size))
                {
                    Storage.Write<byte>(block.Address + Size, 1);
                }
                return true;
            case "freed":
                _ = ((delegate* unmanaged<int>)Native.Library.Symbol("read_freed"))();
                return true;
            default:
                return false;
        }
    }
}
