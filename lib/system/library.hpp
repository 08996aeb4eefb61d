// Libraries of others that are loaded only when they are needed.
#pragma once

namespace rasctl::system {

// Stays loaded until the process ends.
class Library {
  public:
    // `name` as the loader knows it ("libjq.so.1").
    explicit Library(const char* name);

    // Whether it is installed.
    explicit operator bool() const { return handle_ != nullptr; }
    // Finds a function by its name; false when this version has none.
    template <class Function>
    bool find(const char* name, Function& function) const {
        function = reinterpret_cast<Function>(symbol(name));
        return function != nullptr;
    }

  private:
    void* symbol(const char* name) const;
    void* handle_;
};

}  // namespace rasctl::system
